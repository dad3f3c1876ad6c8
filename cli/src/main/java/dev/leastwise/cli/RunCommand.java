package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.finding.Finding;
import dev.leastwise.image.Image;
import dev.leastwise.image.Images;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.report.TextReport;
import dev.leastwise.sandbox.oci.Machine;
import dev.leastwise.sandbox.pod.HostReach;
import dev.leastwise.sandbox.pod.InputObjects;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.sandbox.pod.Refused;
import dev.leastwise.sandbox.runtime.Event;
import dev.leastwise.sandbox.runtime.Plan;
import dev.leastwise.sandbox.runtime.PodRun;
import dev.leastwise.sandbox.runtime.PulledPlaces;
import dev.leastwise.sandbox.runtime.RunError;
import dev.leastwise.sandbox.runtime.SeccompRoot;
import dev.leastwise.sandbox.runtime.ThisMachine;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code leastwise run}. */
final class RunCommand implements Command {

    private static final String ALLOW = "add --allow-host-access to run it all the same";

    private static final Path KUBELETS_PROFILES = Path.of("/var/lib/kubelet/seccomp");

    /** Where files of runs are where nobody has a cache. */
    private static final Path CACHE = Path.of("/var/cache/leastwise");

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(ImageOptions.OPTIONS);
        options.add(OptionSpec.flag("pull", "fetch the images that are not given, with skopeo"));
        options.add(OptionSpec.flag("until-ready", "stop the pod as soon as all of its containers are ready"));
        options.add(OptionSpec.value("timeout", "TIME", "stop the pod after that time, such as 30s or 2m"));
        options.add(OptionSpec.flag(
                "allow-host-access", "run it even where it gets at this machine: privileged, hostPath, ..."));
        options.add(OptionSpec.value(
                        "seccomp-root",
                        "DIR",
                        "where Localhost seccomp profiles are (default /var/lib/kubelet/seccomp)")
                .of(Values.FILES));
        options.add(ConfigOptions.CONFIG);
        options.addAll(TargetOptions.OPTIONS);
        return new CommandSpec(
                "run",
                "FILE",
                Values.FILES,
                Commands.SUMMARIES.getOrDefault("run", ""),
                List.of(
                        "FILE holds one workload, and the ConfigMaps and Secrets that it needs. Its pod runs once, with\n"
                                + "exactly the privileges that it has under the target, until its containers have ended.",
                        "The exit code is the first of a container that is not 0; 124 where the pod took too long; 125\n"
                                + "where the API server or the kubelet would refuse it, in their words.",
                        "This needs Linux on x86-64, root and runc."),
                options);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        if (arguments.operands().size() != 1) throw new UsageError("name one file: leastwise run FILE");
        PodRun.Until until = new PodRun.Until(
                arguments.has("until-ready"), arguments.value("timeout").map(RunCommand::duration));
        Inputs inputs = Inputs.of(arguments.operands());
        Optional<Configurations> configurations = ConfigOptions.read(arguments, inputs);
        List<InputError> errors = new ArrayList<>(
                configurations.isPresent() ? configurations.get().errors() : List.of());
        PodInput input = PodInput.read(inputs, configurations, console);
        errors.addAll(input.errors());
        if (!errors.isEmpty()) return unreadable(errors, console);
        if (!arguments.has("allow-host-access")) {
            for (HostReach reach : HostReach.of(input.workload())) {
                errors.add(error(reach.at(), reach.words(), ALLOW));
            }
        }
        if (!errors.isEmpty()) return unreadable(errors, console);
        try (PulledPlaces pulled = pull(input.workload(), arguments, configurations, console)) {
            Map<String, String> places = new LinkedHashMap<>(pulled.places());
            places.putAll(ImageOptions.places(arguments, configurations));
            Optional<Images> images = ImageOptions.read(places, arguments, console);
            return run(input, images, arguments, TargetOptions.read(arguments, configurations), until, console);
        } catch (Refused e) {
            console.error(TextReport.error(error(e.at(), e.fact(), e.remedy())));
            return Exit.REFUSED;
        } catch (RunError e) {
            throw new UsageError(e.fact() + "; " + e.remedy());
        }
    }

    private static PulledPlaces pull(
            Workload workload, Arguments arguments, Optional<Configurations> configurations, Console console) {
        if (!arguments.has("pull")) return PulledPlaces.none();
        PodScreen screen = new PodScreen(console);
        PulledPlaces pulled = PulledPlaces.of(
                workload,
                ImageOptions.places(arguments, configurations).keySet(),
                ImageOptions.platform(arguments),
                console.environment().getOrDefault("PATH", ""),
                cache(console).resolve("pulled"),
                reference -> screen.accept(new Event.Progress("pulling " + reference)));
        screen.end();
        return pulled;
    }

    private static int run(
            PodInput input,
            Optional<Images> images,
            Arguments arguments,
            Target target,
            PodRun.Until until,
            Console console) {
        Machine machine = ThisMachine.read();
        Workload workload = input.workload();
        Grants grants = ImageOptions.known(Grants.under(onThis(machine, target)), images);
        List<Finding> refusals = input.refusals(grants);
        ImageOptions.warnOfUnused(arguments, images, console);
        if (images.isPresent() && !images.get().errors().isEmpty()) {
            return unreadable(images.get().errors(), console);
        }
        if (!refusals.isEmpty()) return refused(refusals, console);
        List<InputError> missing = missing(workload, images);
        if (!missing.isEmpty()) return unreadable(missing, console);
        Pod pod = new Pod(workload, ThisMachine.uid(), InputObjects.among(input.manifests()), ThisMachine.node());
        Path runc = ThisMachine.runc(console.environment());
        SeccompRoot profiles =
                new SeccompRoot(arguments.value("seccomp-root").map(Path::of).orElse(KUBELETS_PROFILES));
        Plan.Given given = new Plan.Given(
                reference -> images.flatMap(known -> known.image(reference)),
                profiles::profile,
                arguments.has("allow-host-access"));
        PodRun.Places places = new PodRun.Places(
                runc, cache(console).resolve("runs"), cache(console).resolve("rootfs"));
        return run(Plan.of(pod, grants, machine, given), places, until, console);
    }

    private static Path cache(Console console) {
        return ImageOptions.cacheFolder(console).orElse(CACHE);
    }

    /** Ends well however the program is asked to end: Ctrl-C stops the pod, and the program waits for that. */
    private static int run(Plan plan, PodRun.Places places, PodRun.Until until, Console console) {
        PodScreen screen = new PodScreen(console);
        PodRun run = new PodRun(plan, places, until, screen);
        CountDownLatch over = new CountDownLatch(1);
        Thread stopping = new Thread(() -> {
            run.stop();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(stopping);
        try {
            return run.run();
        } finally {
            screen.end();
            over.countDown();
            release(stopping);
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is what ends the run
        }
    }

    /** Where nobody says what security module the hosts have, it is this machine's that the pod meets. */
    private static Target onThis(Machine machine, Target target) {
        if (target.lsm().isPresent()) return target;
        return target.with(machine.appArmor() ? Lsm.APPARMOR : machine.seLinux() ? Lsm.SELINUX : Lsm.NONE);
    }

    /** What is to be said of each container whose image nobody gave. */
    private static List<InputError> missing(Workload workload, Optional<Images> images) {
        List<InputError> missing = new ArrayList<>();
        for (Container container : workload.containers()) {
            KubeNode node = container.node().get("image");
            if (image(container, images).isPresent()) continue;
            String reference = container.image().orElse("");
            missing.add(error(
                    node,
                    "container \"" + container.name() + "\" has "
                            + (reference.isEmpty() ? "no image" : "an image that is not here, \"" + reference + '"'),
                    reference.isEmpty()
                            ? "name one"
                            : "say where it is, --image " + reference + "=OCI-LAYOUT, or fetch it, --pull"));
        }
        return missing;
    }

    private static Optional<Image> image(Container container, Optional<Images> images) {
        Optional<String> reference = container.image();
        return images.isEmpty() ? Optional.empty() : reference.flatMap(images.get()::image);
    }

    private static InputError error(KubeNode at, String fact, String remedy) {
        return InputError.at(at.source().name(), at.position(), fact, remedy);
    }

    private static int unreadable(List<InputError> errors, Console console) {
        for (InputError error : errors) console.error(TextReport.error(error));
        return Exit.USAGE;
    }

    private static int refused(List<Finding> findings, Console console) {
        for (Finding finding : findings) {
            Location at = finding.at();
            Position position = new Position(at.line(), at.column());
            console.error(TextReport.error(InputError.at(at.file(), position, finding.message(), finding.remedy())));
        }
        return Exit.REFUSED;
    }

    private static Duration duration(String text) {
        String unit = text.replaceFirst("^\\d+", "");
        String number = text.substring(0, text.length() - unit.length());
        if (number.isEmpty() || number.length() > 9) throw noTime(text);
        long count = Long.parseLong(number);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "", "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> throw noTime(text);
        };
    }

    private static UsageError noTime(String text) {
        return new UsageError("--timeout \"" + text + "\" is no time; write a number with ms, s, m or h, such as 30s");
    }
}
