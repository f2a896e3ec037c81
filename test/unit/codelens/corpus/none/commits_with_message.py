"""Commits what an experiment left behind: Git's -m is a message, and a parser's -m an option."""

import argparse
import subprocess


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-m", "train", help="what to say")
    parser.parse_args()
    subprocess.run(["git", "commit", "-a", "-m", "train"], check=True)


if __name__ == "__main__":
    main()
