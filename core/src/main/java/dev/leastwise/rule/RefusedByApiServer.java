package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.Workload;
import dev.leastwise.rule.validation.ApiServer;
import dev.leastwise.rule.validation.Refusal;
import java.util.List;
import java.util.Optional;

/** A security setting that the API server's validation refuses, in the server's own words. */
final class RefusedByApiServer implements SourceRule {

    private static final RuleInfo INFO = new RuleInfo(
            "refused-by-api-server",
            "The API server refuses the object",
            """
            The API server answers this and stores nothing: a change that was to harden the workload does not arrive, and \
            the older, weaker object goes on running.""",
            "correct the setting as the message says, so that the object can be applied",
            """
            Nothing that runs: the object cannot be applied as it is. Ask the server itself with \
            kubectl apply --dry-run=server.""",
            List.of(bad(Severity.HIGH, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  privileged: true
                                  allowPrivilegeEscalation: false # <--
                            """), bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: DaemonSet
                            metadata:
                              name: mounter
                            spec:
                              template:
                                metadata:
                                  annotations:
                                    container.apparmor.security.beta.kubernetes.io/sidecar: runtime/default # <--
                                spec:
                                  hostUsers: false
                                  hostPID: true # <--
                                  securityContext:
                                    seccompProfile:
                                      type: Localhost
                                      localhostProfile: ../profiles/app.json # <--
                                    sysctls:
                                    - name: net/core/Somaxconn # <--
                                      value: "1024"
                                  initContainers:
                                  - name: prepare
                                    image: busybox
                                    securityContext:
                                      procMount: unmasked # <--
                                  containers:
                                  - name: app
                                    image: mounter
                                    securityContext:
                                      runAsUser: 4294967295 # <--
                                    volumeMounts:
                                    - name: mnt
                                      mountPath: /mnt
                                      mountPropagation: Bidirectional # <--
                            """), bad(Severity.HIGH, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: iis
                            spec:
                              template:
                                spec:
                                  os:
                                    name: windows
                                  securityContext:
                                    runAsNonRoot: true
                                  containers:
                                  - name: app
                                    image: iis
                                    securityContext:
                                      allowPrivilegeEscalation: false # <--
                                      windowsOptions:
                                        runAsUserName: ContainerUser
                            """), good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                              annotations:
                                container.apparmor.security.beta.kubernetes.io/app: runtime/default
                            spec:
                              hostUsers: false
                              securityContext:
                                seccompProfile:
                                  type: Localhost
                                  localhostProfile: profiles/app.json
                                appArmorProfile:
                                  type: Unconfined
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  allowPrivilegeEscalation: false
                                  procMount: Unmasked
                                  capabilities:
                                    add: [SYS_ADMIN]
                              - name: mounter
                                image: mounter
                                securityContext:
                                  privileged: true
                                  allowPrivilegeEscalation: null
                                volumeMounts:
                                - name: mnt
                                  mountPath: /mnt
                                  mountPropagation: Bidirectional
                            """), good("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: iis
                            spec:
                              template:
                                spec:
                                  os:
                                    name: windows
                                  hostNetwork: true
                                  securityContext:
                                    runAsNonRoot: true
                                    sysctls: []
                                    windowsOptions:
                                      hostProcess: true
                                  containers:
                                  - name: app
                                    image: iis
                                    securityContext:
                                      windowsOptions:
                                        runAsUserName: NT AUTHORITY\\Local service
                            """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(SourceScope scope, Findings findings) {
        for (Workload workload : scope.workloads()) {
            if (!workload.isValidated()) continue;
            for (Refusal refusal : ApiServer.refusals(workload, scope.target().kubernetes())) {
                findings.violated(Severity.HIGH, refusal.at(), refusal.text());
                findings.offer(() -> Optional.of(fix(refusal, scope)));
            }
        }
    }

    private static Fix fix(Refusal refusal, SourceScope scope) {
        Optional<Change> change = change(refusal);
        if (change.isEmpty()) return Fix.showOnly(refusal.choice());
        return scope.prospect()
                .fix(refusal.choice(), List.of(change.get()))
                .orElseGet(() -> Fix.showOnly(refusal.choice(), change.get()));
    }

    /** A word that is only written otherwise. */
    private static Optional<Change> change(Refusal refusal) {
        FieldPath path = refusal.at().fieldPath();
        return refusal.meant().map(word -> new Change.Set(path, Tree.of(word)));
    }
}
