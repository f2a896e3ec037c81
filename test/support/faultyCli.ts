/** The command line, with faults. */
import "./faults";
import "../../src/cli";
