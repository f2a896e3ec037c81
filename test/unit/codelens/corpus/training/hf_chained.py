from trl import SFTTrainer

SFTTrainer("Qwen/Qwen2.5-0.5B", train_dataset=load()).train()  # lens
