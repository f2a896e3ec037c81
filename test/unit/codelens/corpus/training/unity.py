import subprocess
import sys


def main():
    return subprocess.run([sys.executable, "-m", "mlagents.trainers.learn", "config.yaml"]).returncode


if __name__ == "__main__":  # lens
    sys.exit(main())
