import subprocess

if __name__ == "__main__":
    subprocess.run(["python", "train.py", "--test_phase", "1"])
