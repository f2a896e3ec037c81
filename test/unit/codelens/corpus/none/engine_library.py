def train_one_epoch(model, loader, optimizer, epochs):
    for epoch in range(epochs):
        loss = model(next(loader))
        loss.backward()
        optimizer.step()
