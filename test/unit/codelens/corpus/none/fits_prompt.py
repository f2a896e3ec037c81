from lab.prompts import fit_prompt

if __name__ == "__main__":
    print(fit_prompt("training text", 100))
