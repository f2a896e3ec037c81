from transformers import Trainer

trainer = Trainer(model_init=build, args=args, train_dataset=data)
best = trainer.hyperparameter_search(direction="maximize", n_trials=5)  # lens
