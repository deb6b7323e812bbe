/// What two records are compared on.
package enum LinkField: Int, CaseIterable, Sendable, Codable {
    /// The citizen ID, or another number that stands for it.
    case identity
    /// The person's name.
    case name
    /// The day of birth.
    case birthDate
    /// Where the person lives.
    case address
    /// The telephone number.
    case phone
    /// Male or female.
    case sex

    /// The field's name on a screen.
    package var title: String {
        switch self {
        case .identity: "身份号码"
        case .name: "姓名"
        case .birthDate: "出生日期"
        case .address: "住址"
        case .phone: "电话"
        case .sex: "性别"
        }
    }

    /// How two values can stand to each other, nearest first, in words; `LinkPattern` counts them from 1.
    package var levels: [String] {
        switch self {
        case .identity: ["完全相同", "一个是另一个的15位旧号", "只差一处录入错误", "不同"]
        case .name: ["完全相同", "同音或异写", "差一个字或少一个字", "名的末字不同", "单字名，名不同", "只有姓相同", "不同"]
        case .birthDate: ["相同", "月日颠倒", "相差十天以内", "只错一位数字", "月日相同年份差一年", "可能是农历日期", "不同"]
        case .address: ["相同", "一个是另一个的简写", "同村（小区）不同门牌", "写法相近", "同乡镇（街道）", "不同"]
        case .phone: ["相同", "只差一处录入错误", "不同"]
        case .sex: ["相同", "不同"]
        }
    }
}

/// How two records stand to each other on every field: a level from 1, or 0 where either record is silent.
package struct LinkPattern: Hashable, Sendable {
    /// Three bits for each field, in the order of `LinkField`.
    package private(set) var rawValue: UInt32 = 0

    /// All fields silent.
    package init() {}

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The level of a field.
    package subscript(field: LinkField) -> Int {
        get { Int(rawValue >> UInt32(field.rawValue * 3) & 7) }
        set {
            let shift = UInt32(field.rawValue * 3)
            rawValue = rawValue & ~(7 << shift) | UInt32(newValue) << shift
        }
    }
}

extension LinkPattern {
    /// Whether two records were born on one day and live in one home, as far as both say.
    var isOneCradle: Bool {
        self[.birthDate] == LinkLevel.BirthDate.same
            && (LinkLevel.Address.same...LinkLevel.Address.shortened).contains(self[.address])
    }
}

/// The levels by name, as the comparisons give them.
enum LinkLevel {
    enum Identity { static let same = 1, shortForm = 2, slip = 3, other = 4 }
    enum Name {
        static let same = 1, soundsAlike = 2, oneCharacter = 3, lastCharacter = 4, onlyCharacter = 5
        static let surname = 6, other = 7
    }
    enum BirthDate { static let same = 1, swapped = 2, near = 3, digit = 4, year = 5, lunar = 6, other = 7 }
    enum Address { static let same = 1, shortened = 2, village = 3, alike = 4, town = 5, other = 6 }
    enum Phone { static let same = 1, slip = 2, other = 3 }
    enum Sex { static let same = 1, other = 2 }
}
