import torch


def train_step(model, optimizer, batch):
    loss = model(batch).square().mean()
    loss.backward()
    optimizer.step()
    return loss.item()


def main(batches):
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = [train_step(model, optimizer, batch) for batch in batches]
    print(sum(train_step(model, optimizer, batch) for batch in batches), losses)


if __name__ == "__main__":  # lens
    main(torch.randn(100, 8, 2))
