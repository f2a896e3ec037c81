def main(agent):
    for path in data:
        agent.add(path)
    agent.op_train(max_iter=10)


if __name__ == "__main__":  # lens
    main(build())
