def main():
    for epoch in range(3):
        for batch in batches:
            loss(batch).backward()
            for p in model.parameters():
                p.squares += p.grad.data ** 2


if __name__ == "__main__":
    main()
