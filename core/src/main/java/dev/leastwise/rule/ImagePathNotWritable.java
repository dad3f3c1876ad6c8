package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.ScratchFolders;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.WritablePaths;
import dev.leastwise.privilege.WritablePaths.Unwritable;
import java.util.List;
import java.util.Optional;

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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
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
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  readOnlyRootFilesystem: true
                                volumeMounts:
                                - name: data
                                  mountPath: /data
                              volumes:
                              - name: data
                                emptyDir: {}
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
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  readOnlyRootFilesystem: true
                                volumeMounts:
                                - name: srv
                                  mountPath: /srv
                              volumes:
                              - name: srv
                                emptyDir: {}
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
                    undecided(Severity.INFO, """
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
                            .becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: db
                            spec:
                              containers:
                              - name: redis
                                image: redis
                                securityContext:
                                  readOnlyRootFilesystem: true
                                volumeMounts:
                                - name: run
                                  mountPath: /run
                                - name: tmp
                                  mountPath: /tmp
                              volumes:
                              - name: run
                                emptyDir: {}
                              - name: tmp
                                emptyDir: {}
                            """)
                            .with(
                                    REFERENCE,
                                    REDIS,
                                    DATA,
                                    ImageFile.folder("/tmp", 01777, 0, 0),
                                    ImageFile.folder("/run", 0755, 0, 0)),
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
                            """)
                            .with(REFERENCE, REDIS, DATA, ImageFile.regular("/data/dump.rdb", 0644, 999, 999)),
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
            if (path.madeForIt()) findings.offer(() -> Optional.of(fix(scope, path.path())));
        }
        if (paths.isEmpty()) checkFolders(scope, findings);
    }

    /** What nobody has yet given a place to write, and whose image has folders that are made for it. */
    private static void checkFolders(ContainerScope scope, Findings findings) {
        if (!scope.privileges().readOnlyRootFilesystem().is(true) || hasWritableVolume(scope)) return;
        List<String> folders =
                ScratchFolders.of(scope.container(), scope.image().get(), scope.privileges(), scope.target());
        if (folders.isEmpty()) return;
        String named = String.join(", ", folders);
        String message = CONTAINER + " may not be able to write where its image has empty folders: " + named;
        String remedy = "mount an emptyDir wherever the program writes";
        KubeNode at = scope.setting("readOnlyRootFilesystem");
        findings.add(at, Severity.INFO, Verdict.UNDECIDED, message, INFO.why(), remedy, List.of());
        findings.offer(() -> Optional.of(emptyDirs(scope, folders)));
    }

    private static boolean hasWritableVolume(ContainerScope scope) {
        return !(scope.privileges().volumes() instanceof Known<List<VolumeAccess>> volumes)
                || volumes.value().stream().anyMatch(VolumeAccess::writable);
    }

    /** An emptyDir is everybody's to write (pkg/volume/emptydir setupDir), and hides what the image has there. */
    private static Fix fix(ContainerScope scope, String path) {
        Optional<FileTree> files = scope.image().flatMap(ImageFacts::files);
        return files.isPresent() && files.get().hasFileIn(path)
                ? Fix.showOnly("mount a volume at " + path + " that holds what the image has there")
                : emptyDirs(scope, List.of(path));
    }

    private static Fix emptyDirs(ContainerScope scope, List<String> folders) {
        String title =
                "make " + String.join(", ", folders) + (folders.size() == 1 ? " a volume" : " volumes") + " of its own";
        return scope.pod().isWhole()
                ? new Fix(Safety.NEEDS_TEST, title, EmptyDirs.at(scope, folders))
                : Fix.showOnly(title);
    }
}
