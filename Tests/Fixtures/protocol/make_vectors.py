#!/usr/bin/env python3
"""Writes vectors.txt: test vectors of docs/protocol.md, made without the project's own code.

The check sums come from CPython's binascii.crc_hqx (polynomial 0x1021, not reflected) started at 0xFFFF. What each
line means, or why it must be refused, is stated here by hand from docs/protocol.md.

    python3 make_vectors.py > vectors.txt
"""

import binascii

HEADER = """\
# Test vectors of docs/protocol.md, version 1. Made by make_vectors.py beside this file; do not edit by hand.
#
# One vector a line, its fields parted by tabs: the kind, then the bytes as they stand on the wire, the line's end
# included, then what is expected of them. Lines that begin with '#' and empty lines are comments (a vector never
# begins with '#': its kind does). In the bytes field alone, \\r \\n \\t \\\\ and \\xHH stand for the bytes they name in C;
# all other characters are printable ASCII and stand for themselves.
#
# kind      fields after the bytes
# crc       the check sum of exactly these bytes, four upper-case hexadecimal digits
# sample    SEQ  MICROS  COUNT  LEADS
# start     board  fw  rate  bits  vref_mv  gain  mid  baud
# pulse     SEQ  MICROS  RED  INFRARED
# measured  KIND  VALUE  UNIT: what another sensor says it has measured
# version   the protocol version of a start line that is not version 1: the rest of it is not read
# ok        WORDS
# err       WORDS  reason
# pass      nothing: a sound line without meaning for this host, passed over and not counted as damage
# reject    reason: no message may come of these bytes, and they count as damage (or as text that is no data)
# stream    the SEQ of every sample that a decoder gives for these bytes, parted by commas, or '-'
# command   verb  argument (or '-'): host to board, understood
# refuse    reason: host to board, answered with #err, nothing changes
# ignore    nothing: host to board, not answered at all
#
# Four kinds have no bytes; their fields are decimal:
# lost      SEQ before  SEQ after  samples lost between the two
# elapsed   MICROS before  MICROS after  microseconds between the two
# carries   rate  baud  yes or no: may this rate be set at this baud?
# microvolts  COUNT  bits  vref_mv  gain  mid  electrode voltage in microvolts, rounded to the nearest integer
"""


def crc(data):
    return binascii.crc_hqx(data, 0xFFFF)


def escaped(data):
    named = {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x5C: "\\\\"}
    return "".join(named.get(b) or (chr(b) if 0x20 <= b < 0x7F else "\\x%02X" % b) for b in data)


def line(body, end=b"\n"):
    body = body if isinstance(body, bytes) else body.encode("ascii")
    return body + b"*%04X" % crc(body) + end


def emit(kind, data, *fields):
    print("\t".join([kind, escaped(data), *[str(f) for f in fields]]))


def title(text):
    print("\n# " + text)


def sample(seq, micros, count, leads, end=b"\n"):
    emit("sample", line(f"{seq},{micros},{count},{leads}", end), seq, micros, count, leads)


def reject(data, reason):
    emit("reject", data, reason)


def rejected_sample(body, reason):
    reject(line(body), reason)


KEYS = ["board", "fw", "rate", "bits", "vref_mv", "gain", "mid", "baud"]
UNO = dict(board="uno", fw="1.0.0", rate=250, bits=10, vref_mv=5000, gain=1100, mid=338, baud=115200)


def start_body(facts, order=KEYS, extra=()):
    words = [f"{k}={facts[k]}" for k in order if k in facts]
    for at, word in extra:
        words.insert(at, word)
    return "#vitalsync 1 " + " ".join(words)


def start(facts, order=KEYS, extra=(), end=b"\n"):
    emit("start", line(start_body(facts, order, extra), end), *[facts[k] for k in KEYS])


def rejected_start(reason, without=(), extra=(), **changed):
    facts = {k: v for k, v in {**UNO, **changed}.items() if k not in without}
    reject(line(start_body(facts, extra=extra)), reason)


print(HEADER, end="")

title("The check sum")
for data in (b"123456789", b"", b"\x00", b"A", b"17,1068000,511,0", bytes(range(256))):
    emit("crc", data, "%04X" % crc(data))

title("Samples")
sample(17, 1068000, 511, 0)
sample(0, 0, 0, 0)
sample(65535, 4294967295, 1023, 3)
sample(65535, 4294967295, 65535, 3)
sample(65535, 4294967295, 16777215, 3)
sample(0, 704, 512, 1)
sample(9, 4000, 1023, 2)
sample(10, 8000, 7, 0)
sample(17, 1068000, 511, 0, end=b"\r\n")
sample(65535, 4294967295, 1023, 3, end=b"\r\n")

title("Samples to refuse: damage on the way")
good = line("17,1068000,511,0")
reject(good.replace(b"511", b"512"), "check sum: one digit changed")
reject(good.replace(b"511", b"51"), "check sum: one digit lost")
reject(good.replace(b"6E05", b"6e05"), "check sum in lower case")
reject(good.replace(b"6E05", b"6E5"), "check sum of three digits")
reject(good.replace(b"6E05", b"06E05"), "check sum of five digits")
reject(good.replace(b"6E05", b"6E0G"), "check sum with a letter that is no digit")
reject(good.replace(b"*", b""), "no asterisk")
reject(b"17,1068000,511,0\n", "no check sum")
reject(b"17,1068000,511,0*\n", "empty check sum")
reject(good[1:], "torn: first byte missing")
reject(good[3:], "torn: first field missing")
reject(b"17,1068000,5" + line("18,1072000,512,0"), "torn: two lines run together")
reject(good.replace(b"1068", b"10\x0068"), "NUL inside")
reject(b"\x00" + good, "NUL before")
reject(good[:-1] + b"\x00\n", "NUL after the check sum")
reject(good.replace(b"5", b"\xB5", 1), "eighth bit set")
reject(good[:-1] + b"\r\r\n", "two CR before LF")
reject(good[:-1] + b" \n", "space after the check sum")
reject(b" " + good, "space before, not in the check sum")
reject(good.replace(b",", b",\r", 1), "CR inside")

title("Samples to refuse: the check sum is right, the grammar is not")
rejected_sample("17,1068000,511", "three fields")
rejected_sample("17,1068000,511,0,0", "five fields")
rejected_sample("17,1068000,,0", "empty field")
rejected_sample(",1068000,511,0", "empty first field")
rejected_sample("17,1068000,511,", "empty last field")
rejected_sample("017,1068000,511,0", "leading zero in SEQ")
rejected_sample("17,01068000,511,0", "leading zero in MICROS")
rejected_sample("17,1068000,00,0", "leading zero in COUNT")
rejected_sample("17,1068000,511,00", "leading zero in LEADS")
rejected_sample("17, 1068000,511,0", "space")
rejected_sample(" 17,1068000,511,0", "space before")
rejected_sample("17,1068000,511,0 ", "space after")
rejected_sample("17,1068000,-511,0", "minus sign")
rejected_sample("+17,1068000,511,0", "plus sign")
rejected_sample("17,1068000,511.0,0", "decimal point")
rejected_sample("17;1068000;511;0", "wrong separator")
rejected_sample("17,1068000,0x1FF,0", "hexadecimal")
rejected_sample("65536,1068000,511,0", "SEQ above 65535")
rejected_sample("4294967313,1068000,511,0", "SEQ that is 17 only in 32 bits")
rejected_sample("17,4294967296,511,0", "MICROS above 4294967295")
rejected_sample("17,18446744073710619616,511,0", "MICROS that is sound only in 64 bits")
rejected_sample("17,1068000,16777216,0", "COUNT above 24 bits")
rejected_sample("17,1068000,4294967807,0", "COUNT that is 511 only in 32 bits")
rejected_sample("17,1068000,511,4", "LEADS above 3")
rejected_sample("17,1068000,511,10", "LEADS of two digits")
rejected_sample(b"17,1068000,51\x001,0", "NUL under a right check sum")
rejected_sample("17,1068000,511,0*6E05", "two check sums")

title("Start lines")
start(UNO)
start(dict(UNO, board="nodemcu", vref_mv=3200, mid=528, baud=921600, rate=500))
start(dict(UNO, board="nano-33", fw="12.0.345", rate=125, bits=24, vref_mv=65535, gain=65535, mid=16777215, baud=57600))
start(dict(UNO, board="host", mid=0, bits=8, gain=1, vref_mv=1))
start(UNO, order=KEYS[::-1])
start(UNO, order=["mid", "baud", "gain", "board", "rate", "fw", "vref_mv", "bits"])
start(UNO, extra=[(0, "colour=red"), (5, "lead=II")])
start(UNO, extra=[(8, "note=a*b=c")])
start(UNO, end=b"\r\n")
longest = start_body(dict(UNO, board="x"))
start(UNO | {"board": "x" * (127 - 5 - len(longest) + 1)})
emit("version", line("#vitalsync 2 board=uno fw=2.0.0 hz=250"), 2)
emit("version", line("#vitalsync 10 board=uno"), 10)

title("Start lines to refuse")
for key in KEYS:
    rejected_start(f"{key} missing", without=[key])
rejected_start("rate twice", extra=[(8, "rate=250")])
rejected_start("rate below 125", rate=124)
rejected_start("rate above 500", rate=501)
rejected_start("rate with a leading zero", rate="0250")
rejected_start("rate is no number", rate="fast")
rejected_start("bits below 8", bits=7, mid=64)
rejected_start("bits above 24", bits=25)
rejected_start("mid above full scale", mid=1024)
rejected_start("vref_mv of zero", vref_mv=0)
rejected_start("vref_mv above 65535", vref_mv=65536)
rejected_start("gain of zero", gain=0)
rejected_start("gain above 65535", gain=65536)
rejected_start("baud of zero", baud=0)
rejected_start("baud above 4294967295", baud=4294967296)
rejected_start("board empty", board="")
rejected_start("board with a character that is not allowed", board="uno_r3")
rejected_start("fw of two numbers", fw="1.0")
rejected_start("fw with a leading zero", fw="1.00.0")
rejected_start("fw number above 65535", fw="1.65536.0")
rejected_start("word without =", extra=[(3, "loose")])
rejected_start("two spaces", extra=[(3, "")])
reject(line(start_body(UNO) + " "), "space at the end")
reject(line("#vitalsync board=uno"), "no version")
reject(line("#vitalsync 01 board=uno"), "version with a leading zero")
reject(line("#vitalsync"), "nothing after the name")
reject(line(start_body(UNO)).replace(b"uno", b"una"), "check sum: one letter changed")

title("Length: 127 bytes without the line's end are the most")
start_127 = start_body(UNO, extra=[(8, "pad=")])
pad = 127 - 5 - len(start_127)
emit("start", line(start_127 + "p" * pad), *[UNO[k] for k in KEYS])
emit("start", line(start_127 + "p" * pad, b"\r\n"), *[UNO[k] for k in KEYS])
reject(line(start_127 + "p" * (pad + 1)), "128 bytes")
reject(line(start_127 + "p" * 4000), "far too long")
reject(b"9" * 128 + b"\n", "128 bytes of digits")

title("Answers")
emit("ok", line("#ok rate 360"), "rate 360")
emit("ok", line("#ok start"), "start")
emit("ok", line("#ok baud 460800", b"\r\n"), "baud 460800")
emit("err", line("#err rate 501 : rate is 125 to 500"), "rate 501", "rate is 125 to 500")
emit("err", line("#err hello world : unknown command"), "hello world", "unknown command")
emit("err", line("#err ??? : unknown command"), "???", "unknown command")
emit("err", line("#err rate 500 : too fast : for 115200"), "rate 500", "too fast : for 115200")
reject(line("#ok"), "#ok without words")
reject(line("#ok "), "#ok with empty words")
reject(line("#err rate 501"), "#err without a reason")
reject(line("#err rate 501 : "), "#err with an empty reason")
reject(b"#ok start*0000\n", "check sum")
reject(line(b"#ok \x1B[2J"), "control character: it would reach a terminal")
reject(line(b"#err rate \xFF : no"), "byte that is not ASCII")
reject(line(b"@temp\t36.6"), "tab in a reserved line")

title("Passed over")
emit("pass", b"\n")
emit("pass", b"\r\n")
emit("pass", line("@"))
emit("pass", line("@lactate 4.2 mmol/L"))
emit("pass", line("@note anything at all"))
emit("pass", line("#battery 3912 mV"))
emit("pass", line("#okay"))
emit("pass", line("#"))

title("Light of a pulse oximeter")
def pulse(*fields, end=b"\n"):
    emit("pulse", line("@ppg " + ",".join(map(str, fields)), end), *fields)
pulse(17, 1068000, 110000, 130000)
pulse(0, 0, 0, 0)
pulse(65535, 4294967295, 262143, 262143)
pulse(1, 40000, 109, 7, end=b"\r\n")
for body, reason in (("@ppg 1,2,3", "a field is missing"), ("@ppg 1,2,3,4,5", "a field too many"), ("@ppg", "nothing"),
                     ("@ppg 65536,0,1,1", "number beyond 16 bits"), ("@ppg 1,4294967296,1,1", "clock beyond 32 bits"),
                     ("@ppg 1,2,16777216,1", "light beyond 24 bits"), ("@ppg 1,2,03,1", "leading zero"),
                     ("@ppg 1,2,-3,1", "sign"), ("@ppg 1, 2,3,1", "space")):
    reject(line(body), reason)

title("What other sensors say they have measured")
for kind, value, unit in (("spo2", "97", "%"), ("spo2", "96.5", "%"), ("pulse", "61", "bpm"), ("bp", "118/76", "mmHg"),
                          ("temp", "36.6", "C"), ("glucose", "5.4", "mmol/L"), ("glucose", "97", "mg/dL"),
                          ("weight", "71.25", "kg")):
    emit("measured", line(f"@{kind} {value} {unit}"), kind, value, unit)
for body, reason in (("@temp 36.6", "no unit"), ("@temp 36.6 F", "another unit"), ("@temp 36,6 C", "decimal comma"),
                     ("@temp 36. C", "no digit behind the point"), ("@temp -3 C", "sign"), ("@bp 118 mmHg", "one pressure"),
                     ("@spo2 97/98 %", "two values"), ("@bp 118/76.5 mmHg", "fraction of a pressure"),
                     ("@temp nan C", "no number"), ("@spo2 97  %", "two spaces"), ("@spo2 97 % ", "space behind")):
    reject(line(body), reason)

title("Text that is no line of this protocol")
reject(b"Leads off!\n", "a sentence")
reject(b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n", "a boot message")
reject(b"512\n", "another sketch's line")
reject(b"\xFF\xFE\x80r\x9C~?\n", "noise of a wrong baud")
reject(line(""), "nothing but a check sum")
reject(line("hello"), "a right check sum over a sentence")

title("Streams: what comes after damage is read again")
def run(*seqs):
    return b"".join(line(f"{s},{s * 4000},512,0") for s in seqs)
emit("stream", run(1, 2, 3), "1,2,3")
emit("stream", run(1, 2, 3)[7:], "2,3")
emit("stream", run(1) + b"3,12000,5" + run(4, 5), "1,5")
emit("stream", b"\x00\xFFgarbage" + run(1, 2), "2")
emit("stream", b"\x00\xFFgarbage\n" + run(1, 2), "1,2")
emit("stream", run(1) + b"z" * 300 + b"\n" + run(2), "1,2")
emit("stream", run(1) + line(start_body(UNO)) + run(2) + line("@temp 36.6 C") + b"\n\r\n" + run(3), "1,2,3")
emit("stream", run(1) + b"2,80" + b"\n" + line(start_body(UNO)) + run(0, 1), "1,0,1")
emit("stream", run(65534, 65535, 0, 1), "65534,65535,0,1")
emit("stream", run(1, 2)[:-1], "1")
emit("stream", b"\n\n\n", "-")
emit("stream", b"", "-")

title("Commands, host to board")
for rate in (125, 250, 360, 500):
    emit("command", b"rate %d\n" % rate, "rate", rate)
for baud in (57600, 115200, 230400, 250000, 460800, 921600):
    emit("command", b"baud %d\n" % baud, "baud", baud)
for verb in (b"id", b"start", b"stop"):
    emit("command", verb + b"\n", verb.decode(), "-")
emit("command", b"id\r\n", "id", "-")
emit("command", b"rate 500\r\n", "rate", 500)
for data, reason in (
    (b"hello\n", "unknown command"), (b"ID\n", "upper case"), (b"ids\n", "longer word"), (b"i\n", "shorter word"),
    (b"id \n", "space after"), (b" id\n", "space before"), (b"id 1\n", "argument not wanted"),
    (b"rate\n", "argument missing"), (b"rate \n", "argument empty"), (b"rate  250\n", "two spaces"),
    (b"rate\t250\n", "tab"), (b"rate 250 \n", "space after the number"), (b"rate 0250\n", "leading zero"),
    (b"rate +250\n", "sign"), (b"rate -250\n", "sign"), (b"rate 250.0\n", "not a whole number"),
    (b"rate 124\n", "below 125"), (b"rate 501\n", "above 500"), (b"rate 65786\n", "250 only in 16 bits"),
    (b"rate 4294967546\n", "250 only in 32 bits"), (b"baud 9600\n", "not offered"), (b"baud 0\n", "not offered"),
    (b"baud\n", "argument missing"), (b"start now\n", "argument not wanted"), (b"stop\x00\n", "NUL"),
    (b"\xFF\x00\x80id\n", "garbage before"), (b"i\rd\n", "CR inside"), (b"id\r\r\n", "two CR"), (b"*\n", "asterisk"),
    (b"a : b\n", "colon"), (b"r" * 32 + b"\n", "32 bytes"), (b"id" * 500 + b"\n", "far too long"),
):
    emit("refuse", data, reason)
emit("ignore", b"\n")
emit("ignore", b"\r\n")

title("Sequence numbers")
for before, after, lost in ((0, 1, 0), (65535, 0, 0), (65534, 0, 1), (65535, 1, 1), (10, 15, 4)):
    print(f"lost\t{before}\t{after}\t{lost}")

title("The microsecond clock")
for before, after in ((0, 4000), (4294967295, 0), (4294965296, 2000), (5, 5)):
    print(f"elapsed\t{before}\t{after}\t{(after - before) % 2**32}")

title("What a line carries: 30 bytes of 10 bits a sample within 95 % of the baud")
for baud in (57600, 115200, 230400):
    most = baud * 95 // 100 // 300
    for rate in sorted({125, 250, min(most, 500), most + 1, 500}):
        if 125 <= rate <= 500:
            print(f"carries\t{rate}\t{baud}\t{'yes' if rate * 300 * 100 <= baud * 95 else 'no'}")

title("Counts to electrode voltage: (COUNT - mid) * vref_mv / 2^bits / gain")
for count, bits, vref, gain, mid in (
    (338, 10, 5000, 1100, 338), (0, 10, 5000, 1100, 338), (1023, 10, 5000, 1100, 338), (528, 10, 3200, 1100, 528),
    (880, 10, 3200, 1100, 528), (0, 24, 2420, 6, 8388608), (2048, 12, 3300, 500, 2000),
):
    print(f"microvolts\t{count}\t{bits}\t{vref}\t{gain}\t{mid}\t{round((count - mid) * vref * 1000 / 2**bits / gain)}")
