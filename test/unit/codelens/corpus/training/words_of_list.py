import subprocess
import sys

main_file = "main.py"
for sparsity in (0.1, 0.5):  # lens
    finetune = [sys.executable, main_file, "--action", "finetune", "--sparsity", str(sparsity)]
    subprocess.run(finetune)
