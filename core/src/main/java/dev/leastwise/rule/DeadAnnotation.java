package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.ProfileAnnotations;
import dev.leastwise.privilege.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An annotation that once was a security setting, or is one elsewhere, and has no effect. */
final class DeadAnnotation implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "dead-annotation",
            "A security annotation has no effect",
            """
            Annotations that were security settings once are read by nobody today, and nothing says so when the object is \
            applied. The profile that one of them names does not hold an intruder back, while the manifest reads as if it \
            did.""",
            "set the field that took the annotation's place, and remove the annotation",
            """
            The field takes effect where the annotation had none: a program may need a system call that its profile \
            refuses. Start it once, and look for EPERM in its log.""",
            List.of(
                    bad(Severity.MEDIUM, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                              annotations:
                                container.apparmor.security.beta.kubernetes.io/app: runtime/default # <--
                            spec:
                              template:
                                metadata:
                                  annotations:
                                    seccomp.security.alpha.kubernetes.io/pod: runtime/default # <--
                                    container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json # <--
                                    security.alpha.kubernetes.io/sysctls: kernel.shm_rmid_forced=1 # <--
                                    kubernetes.io/psp: restricted # <--
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                              annotations: {}
                            spec:
                              template:
                                metadata:
                                  annotations: {}
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                    securityContext:
                                      appArmorProfile:
                                        type: RuntimeDefault
                                      seccompProfile:
                                        type: Localhost
                                        localhostProfile: app.json
                                  securityContext:
                                    seccompProfile:
                                      type: RuntimeDefault
                            """),
                    bad(Severity.MEDIUM, """
                            apiVersion: v1
                            kind: Namespace
                            metadata:
                              name: shop
                              annotations:
                                pod-security.kubernetes.io/enforce: restricted # <--
                            """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Namespace
                            metadata:
                              name: shop
                              annotations: {}
                              labels:
                                pod-security.kubernetes.io/enforce: restricted
                            """),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                seccomp.security.alpha.kubernetes.io/pod: runtime/default # <--
                                container.apparmor.security.beta.kubernetes.io/app: localhost/web # <--
                                container.apparmor.security.beta.kubernetes.io/proxy: runtime/default # <--
                                container.apparmor.security.beta.kubernetes.io/log: "" # <--
                            spec:
                              securityContext:
                                seccompProfile: {type: RuntimeDefault}
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  appArmorProfile: {type: Localhost, localhostProfile: web}
                              - name: proxy
                                image: envoy
                              - name: log
                                image: fluentd
                            """).becomes(Safety.SAFE, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations: {}
                            spec:
                              securityContext:
                                seccompProfile: {type: RuntimeDefault}
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  appArmorProfile: {type: Localhost, localhostProfile: web}
                              - name: proxy
                                image: envoy
                                securityContext:
                                  appArmorProfile:
                                    type: RuntimeDefault
                              - name: log
                                image: fluentd
                            """),
                    good("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: web
                              annotations:
                                kubernetes.io/change-cause: seccomp
                            spec:
                              template:
                                metadata:
                                  annotations:
                                    prometheus.io/scrape: "true"
                                spec:
                                  securityContext:
                                    seccompProfile: {type: RuntimeDefault}
                                    appArmorProfile: {type: RuntimeDefault}
                                  containers:
                                  - name: app
                                    image: nginx
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                seccomp.security.alpha.kubernetes.io/pod: runtime/default
                                container.apparmor.security.beta.kubernetes.io/app: runtime/default
                            spec:
                              containers:
                              - name: app
                                image: nginx
                            """).under(new Target(ContainerRuntime.CONTAINERD1_7, 26, false, Optional.empty()))));

    private static final String SYSCTLS = "security.alpha.kubernetes.io/sysctls";
    private static final String UNSAFE_SYSCTLS = "security.alpha.kubernetes.io/unsafe-sysctls";
    private static final String POLICY = "kubernetes.io/psp";
    private static final String POD_SECURITY = "pod-security.kubernetes.io/";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        KubeNode metadata = scope.manifest().root().get("metadata");
        boolean first = true;
        for (Workload workload : scope.workloads()) {
            Check check = new Check(workload, scope, findings, new HashMap<>());
            boolean ofPods = workload.podMetadata().node().equals(metadata.node());
            if (first && !ofPods) check.around(metadata.get("annotations"));
            check.ofPods(workload.podMetadata().get("annotations"));
            first = false;
        }
        if (scope.manifest().kind().equals("Namespace")) checkNamespace(metadata, scope, findings);
    }

    /** Pod Security reads labels. */
    private static void checkNamespace(KubeNode metadata, SourceScope scope, Findings findings) {
        for (KubeNode annotation : metadata.get("annotations").fields()) {
            if (!isPodSecurity(annotation.name())) continue;
            KubeNode label = metadata.get("labels").get(annotation.name());
            boolean same = label.exists() && label.text().equals(annotation.text());
            report(
                    annotation,
                    same ? Severity.INFO : Severity.MEDIUM,
                    "has no effect: Pod Security reads it where it is a label of the namespace",
                    same ? "remove it: the label says the same" : "make it a label",
                    findings);
            findings.offer(() -> same ? removal(annotation, scope) : Optional.of(label(annotation, label)));
        }
    }

    private static Fix label(KubeNode annotation, KubeNode label) {
        Change change = new Change.Move(annotation.fieldPath(), label.fieldPath());
        return label.exists()
                ? Fix.showOnly("decide between it and the label, which counts", change)
                : Fix.needsTest("make it a label, which Pod Security heeds", change);
    }

    private static Optional<Fix> removal(KubeNode annotation, SourceScope scope) {
        Change change = new Change.Remove(annotation.fieldPath());
        return scope.prospect().fix("remove an annotation that nobody heeds", List.of(change));
    }

    private static boolean isPodSecurity(String name) {
        if (!name.startsWith(POD_SECURITY)) return false;
        return switch (name.substring(POD_SECURITY.length())) {
            case "enforce", "enforce-version", "audit", "audit-version", "warn", "warn-version" -> true;
            default -> false;
        };
    }

    private static void report(KubeNode at, Severity severity, String fact, String remedy, Findings findings) {
        String message = "annotation \"" + at.name() + "\" " + fact;
        findings.add(at, severity, Verdict.VIOLATED, message, INFO.why(), remedy, List.of());
    }

    /**
     * What the annotations of one workload are worth.
     *
     * @param byName its containers, filled when the first annotation asks for one
     */
    private record Check(Workload workload, SourceScope scope, Findings findings, Map<String, List<Container>> byName) {

        /** Those of the object that makes the pods. */
        void around(KubeNode annotations) {
            for (KubeNode annotation : annotations.fields()) {
                Optional<String> field = profileField(annotation.name());
                if (field.isEmpty()) continue;
                boolean same = hold(addressed(annotation), field.get(), annotation);
                report(
                        annotation,
                        same ? Severity.INFO : Severity.MEDIUM,
                        "has no effect on the " + workload.manifest().kind() + ": it would have to be a pod's own",
                        remedy(field.get(), same),
                        findings);
                findings.offer(() -> fix(annotation, field.get(), same));
            }
        }

        /** Those of the pods themselves. */
        void ofPods(KubeNode annotations) {
            for (KubeNode annotation : annotations.fields()) {
                switch (annotation.name()) {
                    case SYSCTLS, UNSAFE_SYSCTLS -> sysctls(annotation);
                    case POLICY -> policy(annotation);
                    default -> profile(annotation);
                }
            }
        }

        private void policy(KubeNode annotation) {
            report(
                    annotation,
                    Severity.MEDIUM,
                    "has no effect: Kubernetes has no pod security policies since v1.25",
                    "remove it, and label the namespace for Pod Security",
                    findings);
            findings.offer(() -> removal(annotation, scope));
        }

        private void profile(KubeNode annotation) {
            String field = profileField(annotation.name()).orElse("");
            if (field.equals("seccompProfile")) seccomp(annotation);
            if (field.equals("appArmorProfile")) appArmor(annotation);
        }

        /** Where a field beside it says something else, the API server refuses the object, and that is said there. */
        private void seccomp(KubeNode annotation) {
            if (scope.target().kubernetes() < ProfileAnnotations.SECCOMP_GONE) return;
            if (workload.isValidated() && isContradicted(annotation)) return;
            boolean same = hold(addressed(annotation), "seccompProfile", annotation);
            report(
                    annotation,
                    same ? Severity.INFO : Severity.MEDIUM,
                    "has no effect since Kubernetes v1." + ProfileAnnotations.SECCOMP_GONE
                            + (same ? ": the field beside it counts" : ""),
                    remedy("seccompProfile", same),
                    findings);
            findings.offer(() -> fix(annotation, "seccompProfile", same));
        }

        private boolean isContradicted(KubeNode annotation) {
            boolean ofPod = annotation.name().equals(ProfileAnnotations.SECCOMP_POD);
            if (ofPod) return contradicts(workload.podSetting("seccompProfile"), annotation);
            for (Container container : addressed(annotation)) {
                if (contradicts(container.setting("seccompProfile"), annotation)) return true;
            }
            return false;
        }

        /** It is heeded still, but for Windows, where there is no AppArmor. */
        private void appArmor(KubeNode annotation) {
            if (scope.target().kubernetes() < ProfileAnnotations.APPARMOR_FIELD_SINCE || workload.isWindows()) return;
            List<Container> containers = addressed(annotation);
            if (containers.isEmpty()) return;
            if (annotation.text().filter(String::isEmpty).isPresent()) {
                report(annotation, Severity.INFO, "has no effect: it names no profile", "remove it", findings);
                findings.offer(() -> removal(annotation, scope));
                return;
            }
            if (ProfileAnnotations.profile(annotation).isEmpty()) return;
            KubeNode own = containers.getFirst().setting("appArmorProfile");
            if (own.exists() && differs(own, annotation)) return;
            boolean same = hold(containers, "appArmorProfile", annotation);
            report(
                    annotation,
                    Severity.INFO,
                    "is deprecated since Kubernetes v1." + ProfileAnnotations.APPARMOR_FIELD_SINCE
                            + (same ? ", and the field beside it says the same" : ", though still heeded"),
                    remedy("appArmorProfile", same),
                    findings);
            findings.offer(() -> fix(annotation, "appArmorProfile", same));
        }

        private void sysctls(KubeNode annotation) {
            boolean same = saysTheSame(annotation.text().orElse(""), workload.podSetting("sysctls"));
            report(
                    annotation,
                    same ? Severity.INFO : Severity.MEDIUM,
                    "has no effect since Kubernetes v1.11" + (same ? ": the field beside it counts" : ""),
                    same ? "remove it" : "write securityContext.sysctls of the pod instead",
                    findings);
            findings.offer(() -> removal(annotation, scope));
        }

        private static boolean saysTheSame(String annotation, KubeNode sysctls) {
            Map<String, String> values = new HashMap<>();
            for (KubeNode sysctl : sysctls.items()) {
                values.put(
                        sysctl.get("name").text().orElse(""),
                        sysctl.get("value").text().orElse(""));
            }
            for (String setting : annotation.split(",", -1)) {
                int equals = setting.indexOf('=');
                if (equals < 0) return false;
                if (!setting.substring(equals + 1).equals(values.get(setting.substring(0, equals)))) return false;
            }
            return true;
        }

        private static Optional<String> profileField(String annotation) {
            if (annotation.equals(ProfileAnnotations.SECCOMP_POD)) return Optional.of("seccompProfile");
            if (annotation.startsWith(ProfileAnnotations.SECCOMP_CONTAINER)) return Optional.of("seccompProfile");
            return annotation.startsWith(ProfileAnnotations.APPARMOR)
                    ? Optional.of("appArmorProfile")
                    : Optional.empty();
        }

        /** The containers that an annotation is about. */
        private List<Container> addressed(KubeNode annotation) {
            if (annotation.name().equals(ProfileAnnotations.SECCOMP_POD)) return workload.containers();
            String container = annotation.name().substring(annotation.name().indexOf('/') + 1);
            if (byName.isEmpty()) {
                for (Container candidate : workload.containers()) {
                    byName.computeIfAbsent(candidate.name(), ignored -> new ArrayList<>(1))
                            .add(candidate);
                }
            }
            return byName.getOrDefault(container, List.of());
        }

        /** Whether the field gives every container the profile that the annotation names. */
        private boolean hold(List<Container> containers, String field, KubeNode annotation) {
            for (Container container : containers) {
                KubeNode own = container.setting(field);
                KubeNode counting = own.exists() ? own : workload.podSetting(field);
                if (!counting.exists() || differs(counting, annotation)) return false;
            }
            return !containers.isEmpty();
        }

        /** A field that names no profile is refused for itself. */
        private static boolean contradicts(KubeNode field, KubeNode annotation) {
            return Profile.written(field).isPresent() && differs(field, annotation);
        }

        private static boolean differs(KubeNode field, KubeNode annotation) {
            Optional<Profile> profile = ProfileAnnotations.profile(annotation);
            return field.exists() && !Profile.written(field).equals(profile);
        }

        /** What it says goes into the field where that grants nothing; a profile that is none needs no field. */
        private Optional<Fix> fix(KubeNode annotation, String field, boolean same) {
            Optional<Profile> profile =
                    ProfileAnnotations.profile(annotation).filter(named -> named.type() != Profile.Type.UNCONFINED);
            KubeNode place = place(annotation, field);
            if (same || profile.isEmpty() || place.exists() || !hasField(field)) return removal(annotation, scope);
            List<Change> changes = List.of(
                    new Change.Set(place.fieldPath(), tree(profile.get())), new Change.Remove(annotation.fieldPath()));
            Optional<Fix> moved = scope.prospect().fix("write the field " + field + " instead", changes);
            return moved.isPresent() ? moved : removal(annotation, scope);
        }

        /** Where the field would have to be; of a container that there is not, nowhere. */
        private KubeNode place(KubeNode annotation, String field) {
            if (annotation.name().equals(ProfileAnnotations.SECCOMP_POD)) {
                return workload.podSpec().at("securityContext", field);
            }
            List<Container> containers = addressed(annotation);
            return containers.isEmpty() ? annotation : containers.getFirst().setting(field);
        }

        private boolean hasField(String field) {
            return !field.equals("appArmorProfile")
                    || scope.target().kubernetes() >= ProfileAnnotations.APPARMOR_FIELD_SINCE;
        }

        private static Tree tree(Profile profile) {
            Tree type = Tree.field("type", Tree.of(profile.type().apiName()));
            return profile.file().isEmpty() ? type : type.with("localhostProfile", Tree.of(profile.file()));
        }

        private static String remedy(String field, boolean same) {
            return same ? "remove it" : "write securityContext." + field + " instead";
        }
    }
}
