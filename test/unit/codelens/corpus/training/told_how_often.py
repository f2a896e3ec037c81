import os

command = "python main.py --batch-size 256 --epochs 300"

for part in ("a", "b"):  # lens
    os.system(command + " --part " + part)
