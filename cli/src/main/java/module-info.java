/** The command line. */
module dev.leastwise.cli {
    requires dev.leastwise.core;
    requires dev.leastwise.image;
    requires dev.leastwise.sandbox;
    requires static org.jspecify;
}
