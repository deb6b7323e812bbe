/// What a dataset can show about a family (domain catalogue of verification items).
package enum DatasetKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Property that may bar an award.
    case property
    /// Income to be counted.
    case income
    /// Spending to be recognised.
    case expense
    /// Identity, family and labour status.
    case status
    /// May only ever open a question, such as power use.
    case warning
    /// Another aid that may not be drawn beside this one.
    case incompatible

    /// The word for people.
    package var chinese: String {
        switch self {
        case .property: "财产"
        case .income: "收入"
        case .expense: "支出"
        case .status: "身份"
        case .warning: "只提示"
        case .incompatible: "不能兼得"
        }
    }
}

/// How often a department delivers a dataset.
package enum DatasetCadence: String, Hashable, Sendable, Codable, CaseIterable {
    case daily
    case nextDay = "T+1"
    case weekly, monthly, quarterly, perTerm, yearly
    /// With each happening, such as a disaster.
    case event
    /// When somebody asks about one person.
    case onRequest
    /// When a case is filed, for its members and a point in time.
    case perCase

    /// The word for people.
    package var chinese: String {
        switch self {
        case .daily: "每日"
        case .nextDay: "次日"
        case .weekly: "每周"
        case .monthly: "每月"
        case .quarterly: "每季"
        case .perTerm: "每学期"
        case .yearly: "每年"
        case .event: "随发生"
        case .onRequest: "按需查询"
        case .perCase: "逐件查询"
        }
    }
}

/// Class of sensitivity of a dataset, for masking and access.
package enum DatasetSensitivity: String, Hashable, Sendable, Codable, CaseIterable {
    case personal, property, income, financial, health, movement, justice, household
    /// Data of children under fourteen, all of it sensitive by law (PIPL art. 28).
    case minor

    /// The word for people.
    package var chinese: String {
        switch self {
        case .personal: "个人信息"
        case .property: "财产信息"
        case .income: "收入信息"
        case .financial: "金融信息（敏感）"
        case .health: "健康信息（敏感）"
        case .movement: "行踪信息（敏感）"
        case .justice: "司法信息（敏感）"
        case .household: "住户信息"
        case .minor: "未成年人信息（敏感）"
        }
    }
}

/// By what the rows of a dataset are joined to people.
package enum DatasetMatching: String, Hashable, Sendable, Codable, CaseIterable {
    /// The identity number of the person or of the owner of a vehicle, ship or home.
    case citizenID
    /// The credit code of an enterprise whose people another dataset names.
    case enterprise
    /// An address or a meter; nobody can be sure who stands behind it, so it may only ever warn.
    case address

    /// The word for people.
    package var chinese: String {
        switch self {
        case .citizenID: "身份号码"
        case .enterprise: "统一社会信用代码"
        case .address: "地址或户号"
        }
    }
}

/// The kind of source that may be asked only with each person's own authorisation.
package enum AuthorizedSource: String, Hashable, Sendable, Codable, CaseIterable {
    /// Balances of deposits and wealth products.
    case bank
    /// Movements of an account: approved singly and consented to by a paper of its own.
    case bankTransactions
    case securities, insurance
    /// The register of loans and guarantees.
    case credit

    /// The word for people.
    package var chinese: String {
        switch self {
        case .bank: "银行存款和理财"
        case .bankTransactions: "银行账户交易明细"
        case .securities: "证券"
        case .insurance: "商业保险"
        case .credit: "征信"
        }
    }
}
