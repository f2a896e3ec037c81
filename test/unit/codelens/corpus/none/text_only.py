HELP = """
if __name__ == "__main__":
    trainer.fit(model)
    loss.backward(); optimizer.step()
"""
# trainer.train()
print(HELP)
