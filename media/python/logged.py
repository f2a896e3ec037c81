"""Runs a command as it is, and keeps what it prints in a file, too, without the secrets in it.

    python logged.py FILE COMMAND [ARGUMENTS…]

In a terminal the command has a terminal of its own (on Unix), so that progress bars, colors and Ctrl+C stay as they are. Ends with the
command's exit code; of one that a signal ended, with 128 and the signal's number, as a shell has it. Python 3.8 or newer.
"""

import math
import os
import re
import subprocess
import sys

MASK = "\u2022\u2022\u2022".encode("utf-8").decode("latin-1")

# The names and shapes of secrets, as src/launches/secretShapes.ts has them; a test holds both against the same ones.
NAME = re.compile(
    r"(?:api|access|secret|private|auth|account|encryption|license|subscription|service|master|signing|shared|kaggle|comet|neptune|azure|google|wandb"
    r"|hf|openai|anthropic)[-_]?key"
    r"|token(?!s|i[sz]|[-_]?(?:id|len|type|count|size|budget|level|embed|limit|drop|max|min|num|classification|merg|shift|mix|ratio|rate))"
    r"|secret|passw(?:or)?d|passphrase|passcode|credential|(?<!forward[-_])(?<!backward[-_])(?<![a-z])pass$"
    r"|(?:^|[-_])(?:pwd|pw|jwt|bearer|cookie|dsn|sas|sig)$|authorization|connection[-_]?string|webhook",
    re.I,
)
SHAPE = re.compile(
    r"\b(?:sk-[\w-]{16,}|[rs]k_(?:live|test)_\w{10,}|gh[pousr]_\w{20,}|github_pat_\w{16,}|glpat-[\w-]{16,}|hf_\w{20,}|r8_\w{20,}|gsk_\w{20,}|xai-\w{20,}"
    r"|pcsk_\w{20,}|lsv2_(?:pt|sk)_\w{20,}|dapi[0-9a-f]{32}|do[opr]_v1_[0-9a-f]{32,}|A[KS]IA[0-9A-Z]{16}|AIza[\w-]{30,}|ya29\.[\w-]{16,}"
    r"|SG\.[\w-]{10,}\.[\w-]{10,}|xox[abeprs]-[\w-]{8,}|eyJ[\w-]{8,}(?:\.[\w-]{8,}){1,2}|eyJ[\w+/-]{30,}={0,2}|pypi-\w{20,}|npm_\w{20,}"
    r"|\d{8,10}:AA[\w-]{30,})",
    re.ASCII,
)
HOOK = re.compile(r"(https?://(?:hooks\.slack\.com|discord(?:app)?\.com/api/webhooks|[\w.-]{1,80}\.webhook\.office\.com)/)[^\s'\"]{1,500}", re.I)
LOGIN = re.compile(r"(\b[a-z][\w+.-]{1,20}://)[^\s/@:'\"]{0,200}:[^\s'\"]{1,200}@(?=[^\s@/]{1,200}(?:[/:\s'\"]|$))|(\b[a-z][\w+.-]{1,20}://)[^\s/@:]{1,200}@", re.I)
BEARER = re.compile(r"\b(Bearer|Basic)(\s{1,3})[\w.~+/=-]{6,}")
FIELD = re.compile(r"\b(password|pwd|accountkey|sharedaccesskey)(\s{0,3}=\s{0,3})([^;'\"\n]{1,300})", re.I)
OPTION = re.compile(r"(^|\s)(--?[A-Za-z][\w-]{1,60})(\s+)(?!-)((?:'[^']{0,500}'|\"[^\"]{0,500}\"|\\.|[^\s'\"\\]){1,500})")
GIVEN = re.compile(r"([\w-]{2,60})([\"']?\s{0,3}[=:]\s{0,3})(\"[^\"\n]{1,300}\"|'[^'\n]{1,300}'|[^\s\"',;]{3,500})")
PARAMETER = re.compile(r"([?&])([\w-]{2,60})=[^\s&'\"]{3,500}")
BASE64 = re.compile(r"(?<![\w./~-])[A-Za-z0-9+/]{38,500}={0,2}(?![\w./-])", re.ASCII)
WORD = re.compile(r"[A-Za-z0-9+_-]{32,500}={0,2}")


def entropy(word):
    return -sum(word.count(c) / len(word) * math.log2(word.count(c) / len(word)) for c in set(word))


def mixes(word):
    return all(re.search(kind, word) for kind in ("[a-z]", "[A-Z]", "[0-9]"))


def is_random(word):
    """As random as a key: both cases and digits, well mixed; the name of a run is not."""
    longest = max(re.split("[_-]", word), key=len)
    return mixes(longest) and len(longest) >= 14 and len(re.findall("[0-9]", word)) >= 3 and entropy(word) > 4.2


def is_random_base64(word):
    """As is_random, with slashes: what changes its kind of character more often than a path does."""
    kinds = ["a" if c.islower() else "A" if c.isupper() else "0" if c.isdigit() else "/" for c in word]
    changes = sum(a != b and "/" not in (a, b) for a, b in zip(kinds, kinds[1:]))
    return mixes(word) and entropy(word) >= 4.2 and changes / len(word) > 0.25


def masked(text, own):
    """A text as it may be kept. own: the secrets of this process's environment."""
    for secret in own:
        text = text.replace(secret, MASK)
    text = LOGIN.sub(lambda m: (m.group(1) or m.group(2)) + MASK + "@", text)
    text = SHAPE.sub(MASK, HOOK.sub(lambda m: m.group(1) + MASK, text))
    text = BEARER.sub(lambda m: m.group(1) + m.group(2) + MASK, text)
    text = OPTION.sub(lambda m: m.group(1) + m.group(2) + m.group(3) + MASK if NAME.search(m.group(2)) else m.group(0), text)
    text = FIELD.sub(lambda m: m.group(1) + m.group(2) + MASK, text)
    text = GIVEN.sub(lambda m: m.group(1) + m.group(2) + MASK if NAME.search(m.group(1)) else m.group(0), text)
    text = PARAMETER.sub(lambda m: m.group(1) + m.group(2) + "=" + MASK if NAME.search(m.group(2)) else m.group(0), text)
    text = BASE64.sub(lambda m: MASK if is_random_base64(m.group(0)) else m.group(0), text)
    return WORD.sub(lambda m: MASK if is_random(m.group(0)) else m.group(0), text)


class Log:
    """A file of what is printed, whole lines at a time, so that no secret is cut in two; of a line over 64 KiB, parts."""

    LONG = 1 << 16
    # Nothing that is masked is longer than this.
    OVERLAP = 2048

    def __init__(self, file):
        self.file = file
        self.rest = b""
        values = [value for name, value in os.environ.items() if NAME.search(name) and len(value) >= 6]
        self.own = [os.fsencode(value).decode("latin-1") for value in values]

    def write(self, data):
        self.rest += data
        cut = max(self.rest.rfind(b"\n"), self.rest.rfind(b"\r")) + 1
        if cut == 0 and len(self.rest) > self.LONG + 2 * self.OVERLAP:
            cut = self.between()
        self.keep(cut)

    def between(self):
        """Where a long line can be cut: there, both parts are masked as they are together."""
        for cut in range(self.LONG, self.LONG - 64 * 61, -61):
            around = self.rest[cut - self.OVERLAP : cut + self.OVERLAP].decode("latin-1")
            before, after = around[: self.OVERLAP], around[self.OVERLAP :]
            if masked(around, self.own) == masked(before, self.own) + masked(after, self.own):
                return cut
        return 0 if len(self.rest) < 16 * self.LONG else self.LONG

    def keep(self, cut):
        text, self.rest = self.rest[:cut].decode("latin-1"), self.rest[cut:]
        if text:
            self.file.write(masked(text, self.own).encode("latin-1"))


def in_terminal(log, command):
    import pty

    def read(master):
        data = os.read(master, 65536)
        log.write(data)
        return data

    rows = None
    try:
        rows = os.get_terminal_size(0)
    except OSError:
        pass
    if rows is not None:
        os.environ["COLUMNS"], os.environ["LINES"] = str(rows.columns), str(rows.lines)
    status = pty.spawn(command, read)
    if os.WIFSIGNALED(status):
        return 128 + os.WTERMSIG(status)
    return os.WEXITSTATUS(status)


def in_pipe(log, command):
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while True:
        try:
            data = os.read(child.stdout.fileno(), 65536)
            if not data:
                code = child.wait()
                return code if code >= 0 else 128 - code
            log.write(data)
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except KeyboardInterrupt:
            pass  # the command got it, too, and says how it ends


def main():
    path, *command = sys.argv[1:]
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    with open(path, "ab", buffering=0) as file:
        log = Log(file)
        is_terminal = os.name == "posix" and sys.stdin.isatty() and sys.stdout.isatty()
        try:
            return in_terminal(log, command) if is_terminal else in_pipe(log, command)
        finally:
            log.keep(len(log.rest))


if __name__ == "__main__":
    sys.exit(main())
