import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("spacy");
describeGrowth("spacy", "spacy/textcat/training/film.jsonl");
