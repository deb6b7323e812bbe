package import Primitives

/// The templates of every kind of document; a narrower region goes before a wider one, a later day before an earlier.
package struct TemplateBook: Sendable {
    private let byKind: [DocumentKind: [DocumentTemplate]]
    /// Invented facts to look at every paper with.
    package let samples: PaperSamples

    /// A book of templates; two for the same kind, region and day are a problem.
    package init(_ templates: [DocumentTemplate], samples: PaperSamples = PaperSamples()) {
        byKind = Dictionary(grouping: templates, by: \.kind)
        self.samples = samples
    }

    /// The template for a kind somewhere on a day; nil when there is none, which is an error and never a blank page.
    package func template(_ kind: DocumentKind, for region: RegionCode, on day: CivilDate) -> DocumentTemplate? {
        let fitting = (byKind[kind] ?? []).filter {
            $0.from <= day && ($0.region.map { $0.contains(region) } ?? true)
        }
        return fitting.max { ($0.region?.text.utf8.count ?? 0, $0.from) < ($1.region?.text.utf8.count ?? 0, $1.from) }
    }

    /// Kinds without a national template, and templates that stand twice.
    package var faults: [String] {
        let missing = DocumentKind.allCases.filter { kind in
            !(byKind[kind] ?? []).contains { $0.region == nil }
        }
        let twice = byKind.values.flatMap { templates in
            Dictionary(grouping: templates) { "\($0.region?.text ?? "CN")/\($0.from.text)" }
                .filter { $0.value.count > 1 }.map { "\($0.value[0].kind.rawValue)/\($0.key) stands twice" }
        }
        return missing.map { "\($0.rawValue) has no national template" } + twice.sorted()
    }

    /// The catalogue as `documents ls` prints it: one line for each kind, columns by tab.
    package func listing(for region: RegionCode, on day: CivilDate) -> String {
        DocumentKind.catalogue.map { entry in
            let template = template(entry.kind, for: region, on: day)
            return [
                entry.number, entry.kind.chinese, template?.layout.chinese ?? "（无格式）", entry.issuer.chinese,
                entry.kind.signature.chinese, entry.kind.series.map { "〔年〕号（\($0)）" } ?? "随受理号",
                entry.retention.chinese, entry.isServed ? "送达" : "存档",
                "\(template?.required.count ?? 0)项", template?.source ?? "",
            ].joined(separator: "\t")
        }.joined(separator: "\n")
    }
}
