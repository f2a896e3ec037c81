import subprocess

names = [prefix, "train"]
for name in names:
    subprocess.run(["tar", "xf", name + ".tar"])
