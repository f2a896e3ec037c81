"""Runs train.py for each seed."""
import subprocess
import sys

for seed in range(5):  # lens
    subprocess.run([sys.executable, "train.py", "--seed", str(seed)], check=True)
