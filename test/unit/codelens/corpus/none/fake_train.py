import time


def main():
    for epoch in range(3):
        print("epoch", epoch)
        time.sleep(1)


if __name__ == "__main__":
    main()
