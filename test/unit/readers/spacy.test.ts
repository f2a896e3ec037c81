import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("spacy");
describeGrowth("spacy", "spacy/textcat/training/film.jsonl");
