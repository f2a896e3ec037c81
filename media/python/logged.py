"""Runs a command as it is, and keeps what it prints in a file, too.

    python logged.py FILE COMMAND [ARGUMENTS…]

In a terminal the command has a terminal of its own (on Unix), so that progress bars, colors and Ctrl+C stay as they are. Ends with the
command's exit code; of one that a signal ended, with 128 and the signal's number, as a shell has it. Python 3.8 or newer.
"""

import os
import subprocess
import sys


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
    with open(path, "ab", buffering=0) as log:
        is_terminal = os.name == "posix" and sys.stdin.isatty() and sys.stdout.isatty()
        return in_terminal(log, command) if is_terminal else in_pipe(log, command)


if __name__ == "__main__":
    sys.exit(main())
