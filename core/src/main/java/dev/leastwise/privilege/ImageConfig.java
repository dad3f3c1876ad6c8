package dev.leastwise.privilege;

import java.util.List;
import java.util.Optional;

/**
 * What an image's configuration says of the process to start (OCI image-spec config.md).
 *
 * @param platform what it runs on, such as {@code linux/amd64}
 * @param user the {@code USER} as written, empty where there is none
 * @param command the {@code Cmd}
 * @param environment the variables, each {@code NAME=VALUE}
 * @param workingDirectory as written, empty where there is none
 * @param volumes the folders declared as {@code VOLUME}
 * @param ports the ports declared as {@code EXPOSE}, such as {@code 80/tcp}
 */
public record ImageConfig(
        String platform,
        String user,
        List<String> entrypoint,
        List<String> command,
        List<String> environment,
        String workingDirectory,
        List<String> volumes,
        List<String> ports) {

    private static final String LINUX = "linux/";

    /** One of Linux that sets nothing but a user. */
    public static ImageConfig ofUser(String user) {
        return new ImageConfig(LINUX + "amd64", user, List.of(), List.of(), List.of(), "", List.of(), List.of());
    }

    /** The same with what it starts. */
    public ImageConfig starting(String... program) {
        return new ImageConfig(
                platform, user, List.of(program), command, environment, workingDirectory, volumes, ports);
    }

    /** The same with a working directory and volumes. */
    public ImageConfig in(String directory, String... declaredVolumes) {
        return new ImageConfig(
                platform, user, entrypoint, command, environment, directory, List.of(declaredVolumes), ports);
    }

    public boolean isLinux() {
        return platform.startsWith(LINUX);
    }

    /** The value of a variable; the last one counts. */
    public Optional<String> variable(String name) {
        for (String variable : environment.reversed()) {
            if (variable.startsWith(name + "=")) return Optional.of(variable.substring(name.length() + 1));
        }
        return Optional.empty();
    }
}
