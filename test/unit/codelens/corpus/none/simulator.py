import time


class Train:
    def step(self):
        self.x += 1


def main():
    train = Train()
    for tick in range(100):
        train.step()
        time.sleep(1)


if __name__ == "__main__":
    main()
