from subprocess import check_output

print(check_output(["git", "log", "--oneline", "--", "train.py"]))
