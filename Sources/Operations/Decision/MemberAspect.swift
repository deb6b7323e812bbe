/// A fact of a member that an open question may be about.
package enum MemberAspect: String, CaseIterable, Codable, Hashable, Sendable {
    /// Whether a serious illness is recognised locally.
    case seriousIllness
    /// Whether the member is able to work.
    case ableToWork
    /// Whether the member must care for somebody.
    case carer
    /// Whether the member is a student.
    case student
    /// Whether the member has work that shows a wage.
    case employment
    /// The certified disability.
    case disability
    /// Whether the urban standard is the member's.
    case area

    /// The words by which a determination's question about a member tells its aspect.
    private var words: String {
        switch self {
        case .seriousIllness: "是否患重病"
        case .ableToWork: "有无劳动能力"
        case .carer: "是否需照料家人"
        case .student: "是否在校"
        case .employment: "就业情况"
        case .disability: "残疾情况"
        case .area: "城市还是农村"
        }
    }

    /// The aspect a question asks for; nil when it is about an item.
    package init?(question: String) {
        guard let found = Self.allCases.first(where: { question.contains($0.words) }) else { return nil }
        self = found
    }
}
