package dev.leastwise.sandbox.oci;

import java.util.List;

/**
 * What a container starts.
 *
 * @param arguments the program and its arguments
 * @param environment the variables, each {@code NAME=VALUE}
 */
public record Program(List<String> arguments, List<String> environment, String workingDirectory) {}
