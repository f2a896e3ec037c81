"""Runs unittest, and writes what came of it to a file as JUnit XML.

    python unittest_junit.py REPORT.xml [arguments of unittest…]

Nothing but the standard library, Python 3.8 or newer: the user's environment needs no package for it.
"""

import re
import sys
import time
import unittest
from xml.sax.saxutils import escape, quoteattr

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Result(unittest.TextTestResult):
    """Keeps for each test its outcome (passed, failure, error, skipped), a message and how long it took."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = {}
        self.begun = time.monotonic()

    def startTest(self, test):
        self.begun = time.monotonic()
        super().startTest(test)

    def stopTest(self, test):
        # A test whose subtests all passed reports nothing else.
        outcome, text, _ = self.cases.get(test.id(), ("passed", "", 0.0))
        self.cases[test.id()] = (outcome, text, time.monotonic() - self.begun)
        super().stopTest(test)

    def keep(self, test, outcome, text):
        self.cases[test.id()] = (outcome, text, 0.0)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.keep(test, "failure", self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.keep(test, "error", self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            told = self.failures if failed else self.errors
            self.keep(test, "failure" if failed else "error", told[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.keep(test, "skipped", reason)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.keep(test, "failure", "succeeded, which it should not")


def attribute(text):
    return quoteattr(ILLEGAL.sub("?", text))


def case_of(name, outcome, text, seconds):
    place, _, method = name.rpartition(".")
    head = f"<testcase classname={attribute(place)} name={attribute(method)} time=\"{seconds:.3f}\""
    if outcome == "passed":
        return head + "/>"
    lines = text.strip().splitlines() or [""]
    message = lines[-1] if outcome != "skipped" else text
    body = escape(ILLEGAL.sub("?", text))
    return f"{head}><{outcome} message={attribute(message)}>{body}</{outcome}></testcase>"


def write(path, result, seconds):
    cases = [case_of(name, *told) for name, told in result.cases.items()]
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n')
        file.write(f'<testsuite name="unittest" tests="{len(cases)}" time="{seconds:.3f}">\n')
        file.write("\n".join(cases) + "\n</testsuite>\n")


class Runner(unittest.TextTestRunner):
    resultclass = Result
    report = ""

    def run(self, test):
        begun = time.monotonic()
        result = super().run(test)
        write(self.report, result, time.monotonic() - begun)
        return result


if __name__ == "__main__":
    # As `python -m unittest` has it: what lies in the working directory is found first, not what lies beside this file.
    sys.path[0] = ""
    Runner.report = sys.argv[1]
    unittest.main(module=None, argv=["python -m unittest", *sys.argv[2:]], testRunner=Runner)
