package dev.leastwise.privilege;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.PathWalk.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The program that a container starts, and what becomes of it: the manifest's command and args over the image's
 * (containerd internal/cri/opts WithProcessArgs), found as runc finds it (libcontainer standard_init_linux.go: exec.LookPath
 * under the container's user, capabilities and PATH).
 */
public sealed interface Entrypoint {

    /** Where containers look where neither image nor manifest sets PATH (containerd pkg/oci defaultUnixEnv). */
    String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What runtimes mount in every container. */
    Set<String> RUNTIME_MOUNTS = Set.of("/proc", "/dev", "/sys");

    /** It is found and may be executed. */
    record Program(ImageFile file) implements Entrypoint {

        /** The capabilities that a process that is not root gets from its file, if the container can have them. */
        public CapabilitySet brought() {
            Optional<FileCapabilities> brought = file.capabilities().filter(FileCapabilities::count);
            return brought.isEmpty() ? CapabilitySet.NONE : brought.get().permitted();
        }
    }

    /**
     * It cannot be executed.
     *
     * @param words why, as a clause whose subject is the program
     */
    record Refused(String program, String words) implements Entrypoint {}

    /** The image does not tell: it is of a volume, or named by a variable. */
    record Elsewhere(String why) implements Entrypoint {}

    /** What a container starts; empty where the image's files are not known, or its user. */
    public static Optional<Entrypoint> of(Container container, ImageFacts image, Privileges privileges) {
        Optional<Credentials> who = executing(privileges);
        return who.isEmpty() ? Optional.empty() : of(container, image, who.get());
    }

    /** The same, executed by somebody. */
    static Optional<Entrypoint> of(Container container, ImageFacts image, Credentials who) {
        if (image.files().isEmpty()) return Optional.empty();
        PathWalk walk = new PathWalk(
                image.files().get(), who, mounts(container, image.files().get()));
        String folder = workingDirectory(container, image.config());
        return Optional.of(of(words(container, image.config()), searchPath(container, image.config()), walk, folder));
    }

    /** What an image starts by itself, as its own user with the default capabilities; empty where its files are not known. */
    static Optional<Entrypoint> of(ImageFacts image) {
        Optional<Long> uid = image.uid();
        if (uid.isEmpty() || image.files().isEmpty()) return Optional.empty();
        Set<Long> gids = new HashSet<>(image.groupsOf(uid.get()));
        gids.add(image.gid(uid.get()));
        PathWalk walk = new PathWalk(image.files().get(), new Credentials(uid.get(), gids, true), RUNTIME_MOUNTS);
        ImageConfig config = image.config();
        List<String> words = new ArrayList<>(config.entrypoint());
        words.addAll(config.command());
        String folder = config.workingDirectory().isEmpty() ? "/" : config.workingDirectory();
        return Optional.of(of(words, Optional.of(config.variable("PATH").orElse(DEFAULT_PATH)), walk, folder));
    }

    private static Entrypoint of(List<String> words, Optional<String> path, PathWalk walk, String folder) {
        if (words.isEmpty()) return new Refused("", "neither the image nor the manifest names a program");
        String program = words.getFirst();
        if (program.contains("$(")) return new Elsewhere("its name comes from a variable");
        if (program.contains("/")) return judge(program, walk.find(program, folder), walk.who());
        if (path.isEmpty()) return new Elsewhere("PATH comes from elsewhere");
        return search(program, path.get(), walk, folder);
    }

    /**
     * Who executes the program. The container's capabilities are in effect until then, whatever its user: they are lost by
     * executing it (runc libcontainer init_linux.go finalizeNamespace).
     */
    private static Optional<Credentials> executing(Privileges privileges) {
        return credentials(privileges, privileges.capabilities().known().map(Capabilities::bounding));
    }

    /** Who the program then is to its files; empty where something of it is not known. */
    static Optional<Credentials> running(Privileges privileges) {
        return credentials(
                privileges,
                privileges
                        .capabilities()
                        .known()
                        .flatMap(known -> known.effective().known()));
    }

    private static Optional<Credentials> credentials(Privileges privileges, Optional<CapabilitySet> capabilities) {
        return Credentials.of(privileges.user(), privileges.group(), privileges.supplementalGroups(), capabilities);
    }

    private static List<String> words(Container container, ImageConfig image) {
        List<String> command = container.node().get("command").texts();
        List<String> args = container.node().get("args").texts();
        List<String> words = new ArrayList<>(command.isEmpty() ? image.entrypoint() : command);
        boolean imageArgs = command.isEmpty() && args.isEmpty();
        words.addAll(imageArgs ? image.command() : args);
        return words;
    }

    /** The manifest's, the image's, or the root. */
    static String workingDirectory(Container container, ImageConfig image) {
        Optional<String> manifest = container.node().get("workingDir").text().filter(text -> !text.isEmpty());
        return manifest.orElse(image.workingDirectory().isEmpty() ? "/" : image.workingDirectory());
    }

    /** Where something is mounted over the image's files: the manifest's volumes, and what every container gets. */
    static Set<String> mounts(Container container, FileTree files) {
        Set<String> mounts = new HashSet<>(RUNTIME_MOUNTS);
        PathWalk walk = new PathWalk(files, Credentials.ROOT, Set.of());
        for (KubeNode mount : container.node().get("volumeMounts").items()) {
            mount.get("mountPath").text().ifPresent(path -> mounts.add(walk.real(path)));
        }
        return mounts;
    }

    private static Optional<String> searchPath(Container container, ImageConfig image) {
        if (container.node().get("envFrom").items().isEmpty()) {
            Optional<KubeNode> variable = container.node().get("env").itemNamed("PATH");
            if (variable.isEmpty()) return Optional.of(image.variable("PATH").orElse(DEFAULT_PATH));
            return variable.get().get("value").text().filter(value -> !value.contains("$("));
        }
        return Optional.empty();
    }

    private static Entrypoint search(String program, String path, PathWalk walk, String folder) {
        Optional<Refused> forbidden = Optional.empty();
        for (String candidate : path.split(":", -1)) {
            // what is found through a relative folder is refused by some versions of the runtimes and not by others
            if (!candidate.startsWith("/")) return new Elsewhere("PATH has a relative folder");
            Target target = walk.find(FileTree.join(candidate, program), folder);
            Entrypoint found = judge(program, target, walk.who());
            if (!(found instanceof Refused refused)) return found;
            if (!(target instanceof Target.Missing) && forbidden.isEmpty()) forbidden = Optional.of(refused);
        }
        return forbidden.orElseGet(() -> new Refused(program, "is in no folder of PATH (" + path + ")"));
    }

    private static Entrypoint judge(String program, Target target, Credentials who) {
        if (target instanceof Target.Mounted mounted) return new Elsewhere(mounted.path() + " is mounted");
        if (target instanceof Target.Missing missing) {
            return new Refused(program, "is not in the image: there is no " + missing.path());
        }
        if (target instanceof Target.NoFolder other) {
            return new Refused(program, "is not in the image: " + other.path() + " leads to no folder");
        }
        if (target instanceof Target.Forbidden(ImageFile closed)) {
            return new Refused(program, "cannot be reached: " + closed.path() + owned(closed));
        }
        ImageFile file = ((Target.Found) target).file();
        if (!file.isRegular()) return new Refused(program, "is no program: " + file.path() + " is a folder or device");
        return who.mayExecute(file)
                ? new Program(file)
                : new Refused(program, "may not be executed: " + file.path() + owned(file));
    }

    private static String owned(ImageFile file) {
        return " is of uid " + file.uid() + " and gid " + file.gid() + ", mode " + file.permissions();
    }
}
