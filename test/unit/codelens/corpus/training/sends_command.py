import os

cmd = 'tmux send -t 1:0.0 "python tools/train.py" ENTER'

if __name__ == "__main__":  # lens
    os.system(cmd)
