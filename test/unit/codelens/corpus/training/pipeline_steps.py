import subprocess
import sys


def step(script):
    subprocess.run([sys.executable, "scripts/" + script], check=True)


def main():
    step("01_download.py")
    step("02_bert_finetune.py")


if __name__ == "__main__":  # lens
    main()
