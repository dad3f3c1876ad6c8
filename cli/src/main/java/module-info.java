/** The command line. */
module dev.leastwise.cli {
    requires dev.leastwise.core;
    requires dev.leastwise.image;
    requires static org.jspecify;
}
