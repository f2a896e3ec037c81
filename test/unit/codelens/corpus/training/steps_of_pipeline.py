import subprocess
import sys

STEPS = [("data", "scripts/build_data.py"), ("train", "scripts/train_lstm.py")]


def main():
    for name, script in STEPS:
        subprocess.run([sys.executable, script, "--name", name], check=True)


if __name__ == "__main__":  # lens
    main()
