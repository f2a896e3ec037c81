/** The program that reads, with faults. */
import "./faults";
import "../../src/store/reading/readerHost";
