import os


def main():
    for lr in (0.1, 0.01):
        os.system(f"CUDA_VISIBLE_DEVICES=0 python -u tools/train_net.py --lr {lr}")


if __name__ == "__main__":  # lens
    main()
