/** The command line. */
module dev.leastwise.cli {
    requires dev.leastwise.core;
    requires org.apache.commons.cli;
    requires static org.jspecify;
}
