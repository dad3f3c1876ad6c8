package dev.leastwise.sandbox.runtime;

import dev.leastwise.image.Image;
import dev.leastwise.image.Images;
import dev.leastwise.image.Platform;
import dev.leastwise.image.fixture.BusyboxImage;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.sandbox.Machine;
import dev.leastwise.sandbox.pod.InputObjects;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs pods of busybox in a folder, with real runc. */
final class Pods {

    private final Path folder;
    private final Image image;
    private PodRun.Until until = new PodRun.Until(false, Optional.of(Duration.ofMinutes(1)));
    private Target target = Target.DEFAULT;

    Pods(Path folder) throws IOException {
        Machine.needsRoot("only root can run pods");
        Machine.needs("runc", "it runs the containers of pods");
        Machine.needs("busybox", "it is what the containers of pods run");
        this.folder = folder;
        Path layout = BusyboxImage.write(folder.resolve("layout"), "{\"Cmd\": [\"true\"]}");
        this.image = Images.at(layout.toString(), Platform.DEFAULT, Optional.empty());
    }

    /** The same, stopped as soon as all is ready. */
    Pods untilReady() {
        until = new PodRun.Until(true, until.timeout());
        return this;
    }

    /** The same, stopped after that time. */
    Pods timeout(Duration timeout) {
        until = new PodRun.Until(until.untilReady(), Optional.of(timeout));
        return this;
    }

    Pods under(Target other) {
        target = other;
        return this;
    }

    /** What came of a run: its exit code, and what was said, in the order in which each container said it. */
    record Ran(int code, List<String> said) {}

    /** A pod of that spec. */
    Ran run(String spec) {
        return runManifest(pod(spec));
    }

    static String pod(String spec) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: shop}}\nspec:\n" + spec.indent(2);
    }

    /** The workload of a manifest, with the objects beside it. */
    Ran runManifest(String manifest) {
        List<String> said = new ArrayList<>();
        int code = prepare(manifest, said).run();
        return new Ran(code, said);
    }

    /** A run that has not begun. */
    PodRun prepare(String manifest, List<String> said) {
        List<Manifest> manifests = manifests(manifest);
        Workload workload = manifests.stream()
                .flatMap(object -> Workloads.of(object).stream())
                .findFirst()
                .orElseThrow();
        Pod pod = new Pod(workload, "0a1b", InputObjects.among(manifests), ThisMachine.node());
        Grants grants = Grants.under(target.with(Target.Lsm.NONE)).with(reference -> Optional.of(image.facts()));
        Plan.Given given = new Plan.Given(reference -> Optional.of(image), name -> "", false);
        Plan plan = Plan.of(pod, grants, ThisMachine.read(), given);
        Path runc = ThisMachine.runc(System.getenv());
        PodRun.Places places = new PodRun.Places(runc, folder.resolve("runs"), folder.resolve("roots"));
        return new PodRun(plan, places, until, event -> {
            if (event instanceof Event.Progress) return;
            synchronized (said) {
                said.add(text(event));
            }
        });
    }

    private static String text(Event event) {
        return switch (event) {
            case Event.Line(String container, boolean error, String text) -> container + (error ? " ! " : " | ") + text;
            case Event.Note(String text) -> text;
            case Event.Progress(String text) -> text;
        };
    }

    private static List<Manifest> manifests(String text) {
        SourceText source = SourceText.of("pod.yaml", text);
        List<Manifest> manifests = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            manifests.addAll(Manifest.of(source, (Document.Parsed) document));
        }
        return manifests;
    }
}
