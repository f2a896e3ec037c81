import subprocess

commit = subprocess.run(["git", "rev-parse", "HEAD"])
print("python train.py")
