#include "check.h"

int main(int count, char **words) {
    if (count != 2) {
        fprintf(stderr, "unit-tests VECTORS.txt\n");
        return 2;
    }
    testVectors(words[1]);
    testPacing();
    testQueue();
    testCommands();
    testInstrument();
    testOximeter();
    printf("unit tests: %d checks, %d failed\n", Checks::made(), Checks::failed());
    return Checks::failed() == 0 ? 0 : 1;
}
