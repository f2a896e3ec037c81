import os

if __name__ == "__main__":
    os.system("python train.py --eval --resume best.pt")
