from agents import make


def main():
    agent = make("dqn")
    for episode in range(100):
        agent.learn()


if __name__ == "__main__":  # lens
    main()
