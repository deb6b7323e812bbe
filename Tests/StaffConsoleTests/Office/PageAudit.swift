import Synchronization
import WebSupport

/// Audits every page that a test walks through, over the very models the pages have.
final class PageAudit: Sendable {
    private let site: Site
    private let seen = Mutex<[String: [Set<String>]]>([:])
    static let folders = ["staff/money/", "staff/screen/", "staff/office/"]

    init(site: Site) { self.site = site }

    func see(
        _ template: String, _ model: any MustacheParentModel, _ frame: any PageFrame, _ context: BackstopContext
    ) {
        guard Self.folders.contains(where: template.hasPrefix) else { return }
        var audit = TemplateAudit(site.templates, under: Self.folders)
        audit.walk(template, model, frame: frame, site: site, context: context)
        let findings = Set(audit.findings)
        seen.withLock { $0[template, default: []].append(findings) }
    }

    /// The templates that were walked.
    var templates: Set<String> { seen.withLock { Set($0.keys) } }

    /// What is wrong on any page, and what no page ever filled.
    var findings: [String] {
        seen.withLock { walks in
            let all = walks.values.joined().reduce(into: Set<String>()) { $0.formUnion($1) }
            return all.filter { finding in
                guard finding.contains("no sample has anything") else { return true }
                let holders = walks.values.filter { $0.contains { $0.contains(finding) } }
                return holders.allSatisfy { $0.allSatisfy { $0.contains(finding) } }
            }.sorted()
        }
    }
}
