lr_sum = 0
weights = load()
for epoch in range(10):
    lr = schedule(epoch)
    lr_sum += lr
    left = total - lr_sum
print(lr_sum)
