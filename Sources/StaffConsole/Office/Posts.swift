import Casework
import WebSupport

/// The posts that pages are for, as routes list them.
enum Posts {
    static let pay: [Role] = [.payer, .payChecker, .financeOfficer]
    /// Those who read what is paid without a part in paying it.
    static let payReaders: [Role] = pay + [.leader, .auditor]

    static func names(_ roles: [Role]) -> [String] { roles.map(\.rawValue) }
}

/// One choice of a filter's list.
struct FilterOption: ViewModel {
    let value: String
    let label: String
    let isChosen: Bool

    static func list(_ all: [(value: String, label: String)], chosen: String?) -> [FilterOption] {
        all.map { FilterOption(value: $0.value, label: $0.label, isChosen: $0.value == chosen) }
    }

    static let fields: ViewFields<FilterOption> = ["value": \.value, "label": \.label, "isChosen": \.isChosen]
}

extension Role {
    /// The role's name in the language of the page.
    func name(_ context: BackstopContext) -> String { context.language == .english ? english : chinese }
}

extension Program {
    /// The program's short name in the language of the page.
    func name(_ context: BackstopContext) -> String { context.language == .english ? english : chineseShort }
}
