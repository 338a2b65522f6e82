// As much of a test framework as these tests need: a failed check says where and what, and the program goes on to the end.
#ifndef VITALSYNC_TESTS_CHECK_H
#define VITALSYNC_TESTS_CHECK_H

#include <stdio.h>

#include <sstream>
#include <string>

struct Checks {
    static int &failed() {
        static int count = 0;
        return count;
    }
    static int &made() {
        static int count = 0;
        return count;
    }
};

template <class A, class B>
void checkEqual(const A &found, const B &expected, const char *file, int line, const std::string &what) {
    ++Checks::made();
    if (found == expected) return;
    ++Checks::failed();
    std::ostringstream message;
    message << file << ":" << line << ": " << what << ": found " << found << ", expected " << expected;
    fprintf(stderr, "%s\n", message.str().c_str());
}

#define CHECK_EQUAL(found, expected, what) checkEqual((found), (expected), __FILE__, __LINE__, (what))
#define CHECK(truth, what) checkEqual(static_cast<bool>(truth), true, __FILE__, __LINE__, (what))

// One function a file.
void testVectors(const char *path);
void testPacing();
void testQueue();
void testCommands();
void testInstrument();
void testOximeter();

#endif
