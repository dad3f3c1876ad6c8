package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.WritablePaths;
import dev.leastwise.privilege.WritablePaths.Unwritable;
import java.util.List;

/** A container that cannot write where its image says that it does. */
final class ImagePathNotWritable implements ContainerRule {

    private static final String REFERENCE = "docker.io/library/redis:latest";
    private static final ImageFacts REDIS = ImageFacts.of(ImageConfig.ofUser("").in("", "/data"));
    private static final ImageFile DATA = ImageFile.folder("/data", 0755, 999, 999);
    private static final ImageFacts SERVER =
            ImageFacts.of(ImageConfig.ofUser("999").in("/srv"));
    private static final ImageFile OWN = ImageFile.folder("/srv", 0755, 999, 999);
    private static final ImageFile ROOTS = ImageFile.folder("/srv", 0755, 0, 0);

    private static final RuleInfo INFO = new RuleInfo(
            "image-path-not-writable",
            "A container cannot write where its image does",
            """
            The image declares a volume, or starts its program in a folder of its own user, and the container's user or \
            its read-only root keeps it from writing there. It fails at the first write, and whoever must get it to run in \
            a hurry will take out the setting that protects.""",
            "mount a volume there, such as an emptyDir, with fsGroup for a user that is not root",
            """
            An empty volume hides what the image keeps in the folder. On containerd and podman a declared volume stays \
            writable under a read-only root; on CRI-O it does not.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  runAsUser: 1000 # <--
                            """).with(REFERENCE, REDIS, DATA),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  readOnlyRootFilesystem: true # <--
                            """)
                            .with(REFERENCE, REDIS, DATA)
                            .under(Target.DEFAULT.on(ContainerRuntime.CRI_O)),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  readOnlyRootFilesystem: true # <--
                            """).with(REFERENCE, SERVER, OWN),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis # <--
                                image: redis # its own user cannot write there either
                            """).with(REFERENCE, SERVER, ROOTS),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              securityContext:
                                fsGroup: 1000
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  runAsUser: 1000
                                volumeMounts:
                                - name: data
                                  mountPath: /data
                              volumes:
                              - name: data
                                emptyDir: {}
                            """).with(REFERENCE, REDIS, DATA),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  readOnlyRootFilesystem: true # the runtime makes the volume itself
                            """).with(REFERENCE, REDIS, DATA)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows()
                || scope.isPartial()
                || scope.isRefusedAsRoot()
                || scope.image().isEmpty()) return;
        List<Unwritable> paths =
                WritablePaths.unwritable(scope.container(), scope.image().get(), scope.privileges(), scope.target());
        for (Unwritable path : paths) {
            KubeNode at = scope.inherited(path.readOnly() ? "readOnlyRootFilesystem" : "runAsUser");
            String message =
                    CONTAINER + " cannot write " + (path.volume() ? "the image's volume " : "its working directory ")
                            + path.path() + ": " + path.words();
            String remedy = "mount a volume at " + path.path()
                    + ", such as an emptyDir, with fsGroup for a user that is not root";
            Severity severity = path.madeForIt() ? Severity.MEDIUM : Severity.INFO;
            findings.add(at, severity, Verdict.VIOLATED, message, INFO.why(), remedy, List.of());
        }
    }
}
