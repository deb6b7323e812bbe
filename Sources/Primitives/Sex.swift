/// Sex as the citizen ID records it (GB/T 2261.1: 1 male, 2 female).
package enum Sex: String, Hashable, Sendable, Codable, CaseIterable {
    case male = "1"
    case female = "2"

    /// The word in documents.
    package var chinese: String {
        switch self {
        case .male: "男"
        case .female: "女"
        }
    }
}
