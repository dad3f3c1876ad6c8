/** The command line. */
module dev.leastwise.cli {
    requires dev.leastwise.core;
    requires static org.jspecify;
}
